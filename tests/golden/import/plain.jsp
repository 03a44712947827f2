<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%@ include file="WEB-INF/jspf/head.jspf" %>
<p title="${title}">${name + 1} <%-- kept --%> \${as it is}</p>
<a href="view.jsp?id=${id}#top">view</a> <a href="http://example.com/x.jsp">elsewhere</a>
<form action='${base}/save.jsp' method="post"><img src="x.png"></form>
<jsp:include page="part.jsp"><jsp:param name="n" value="1"/></jsp:include>
<script>location.href = "next.jsp";</script> <a href=end.jsp>end</a>
