<%@ include file="secret_taglibs.jspf" %>
<sec:authorize access="hasRole('ADMIN')"><a href="all.jsp">SECRET</a></sec:authorize>
<t:box title="a"><%= 1 + 1 %></t:box> <jsp:directive.include file="secret_part.jspf"/>
