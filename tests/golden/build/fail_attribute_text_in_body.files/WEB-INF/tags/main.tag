<%@ attribute name="title" fragment="true" %><header><page:invoke fragment="title"/></header><page:doBody/>
