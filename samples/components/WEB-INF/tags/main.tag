<%@ tag trim="lines" %>
<%@ attribute name="title" required="true" %>
<%@ attribute name="aside" fragment="true" %>
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title><%= title %></title>
<link rel="stylesheet" href="<%= application.asset("style.css") %>"></head>
<body>
<h1><%= title %></h1>
<main><page:doBody/></main>
<% if (aside) { %>
<aside><page:invoke fragment="aside"/></aside>
<% } %>
</body>
</html>
