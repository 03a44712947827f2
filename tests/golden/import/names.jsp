<%@ include file="plain.jsp" %><% String next = "plain.jsp"; String other = "/shop/none.jsp"; %>
<% if (other == null) out.print("<a href='plain.jsp?a=1'>" + next + "</a>"); %><%= "<a href='java.jsp'>b</a>" %>
<jsp:include><jsp:attribute name="page">plain.jsp</jsp:attribute></jsp:include>
<jsp:include page='<%= "java.jsp" %>'/>
<jsp:include page="plain.jsp"><sec:a b="c"><jsp:param name="d" value="e"/></sec:a></jsp:include>
