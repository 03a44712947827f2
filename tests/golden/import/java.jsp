<%
  String name = request.getParameter("name");
  if (name == null || name.equals("")) {
    name = "nobody"; // as before
  }
  int count = 2;
  try {
    count = Integer.parseInt(request.getParameter("n"));
  } catch (NumberFormatException e) {
    count = 3;
  }
  String[] colours = request.getParameterValues("colour");
%>
<% for (int i = 0; i < count; i++) { %>
<li><%= i + 1 %>: <%= "<b>" + name + "</b>" %></li>
<% } %>
<% if (colours != null) { for (String c : colours) { %><i><%= c.length() %></i><% } } else { %>none<% } %>
<% if (count > 1 && !name.isEmpty() || count == 0) out.println("<p>" + name + count + "</p>"); %>
<% session.setAttribute("user", name); request.setAttribute("n", count * 2L); %>
<%= (String) session.getAttribute("user") %> <%= session.getAttribute("x") == null ? "no" : "yes" %>
<jsp:include page="part.jsp"><jsp:param name="x" value='<%= request.getHeader("Accept") %>'/></jsp:include>
<%= new java.util.Date() %> <%= Math.max(count, 3) / 2.0 %> <%=request.getContextPath()%>
