<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>
<%@ attribute name="n" type="int" %>
<%! int twice(int n) { return m; } %>
<h2><%= n + unknown %></h2>
<t:card n="<%= n.size() %>"/>
<page:doBody/>
<% int n = "text"; %>
