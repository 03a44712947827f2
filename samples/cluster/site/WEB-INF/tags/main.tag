<%@ tag trim="lines" import="<cstdlib>" %>
<%@ attribute name="title" required="true" %>
<%
  // The script `run` gives each server a name in this variable.
  const char* node = std::getenv("NODE");
%>
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= title %></title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<header><img src="images/basket.svg" alt=""> <a href="session.page">Session</a> <a href="cart.page">Cart</a></header>
<h1><%= title %></h1>
<p>Answered by <b class="node"><%= node ? node : "this server" %></b> for <%= request.remote_addr() %></p>
<page:doBody/>
</body>
</html>
