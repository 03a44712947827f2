<%@ attribute name="head" fragment="true" %>
<page:invoke fragment="head"/><page:doBody/>
