<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:sec="http://www.springframework.org/security/tags">
<sec:authorize access="isAuthenticated()">SECRET</sec:authorize> <c:if test="${admin}">SECRET</c:if>
<v:shape fill="${fill}">drawn</v:shape><svg:g xmlns:svg='http://www.w3.org/2000/svg'><svg:a xlink:href="x.svg"/></svg:g>
<script>var x = a<b:c, y = "<o:p>";</script>
<sec:authorize access="!isAuthenticated()"><% response.sendRedirect("login.jsp"); %></sec:authorize>
<% if (user == null) { %><jsp:forward page="login.jsp"/><% } %>
