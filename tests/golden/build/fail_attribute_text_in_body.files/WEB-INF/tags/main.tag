<%@ attribute name="title" fragment="true" %><title><page:invoke fragment="title"/></title><page:doBody/>
