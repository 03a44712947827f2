<%@ attribute name="title" required="true" %><!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title><%= title %></title>
<link rel="stylesheet" href="<%= application.asset("style.css") %>"></head>
<body><h1><%= title %></h1>
<page:doBody/>
</body>
</html>
