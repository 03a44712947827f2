<% User user = (User) session.getAttribute("user");
   if (user == null) { response.sendRedirect("login.jsp"); return; } %>
Hello <%= user.getName() %>
<% for (Item item : user.getItems()) { %>
  <li><%= item %> <%= 1 + 1 %></li>
<% } %>
<% switch (1) { case 1: break; } %>
<% String a = "x"; String b = "y"; if (a == b) { %>same<% } %>
<% /* inside */ Object o = null; %><%= o-- %>
<%-- a comment --%><% int i = 1; i++; i-- ; %>
<jsp:forward page="<%= next() %>"/>
