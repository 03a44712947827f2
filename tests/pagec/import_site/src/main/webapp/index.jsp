<%@ include file="/WEB-INF/jsp/common.jspf" %>
<!DOCTYPE html>
<html>
<head>
  <title><spring:message code="title" text="Kennel"/></title>
  <link rel="stylesheet" type="text/css" href="<c:url value="/css/main.css"/>"/>
  <script src="<c:url value='/js/main.js'/>"></script>
</head>
<body <c:if test="${not empty param.focus}">onload="start()"</c:if>>
<%@ include file="/WEB-INF/parts/menu.inc" %>
<h1><spring:message code="welcome"/></h1>
<p><spring:message code="greeting" arguments="${user.name},${fn:length(user.dogs)}" htmlEscape="true"/></p>
<p title="<spring:message code='booking.fee' arguments='5&nbsp;&euro;'/>"><spring:message code="motto" text="Dogs &amp; more &mdash; since 2009"/></p>
<form action="<c:url value='/struts/search.jsp'/>" method="get">
  <input type="text" name="q" value="<c:out value='${param.q}'/>"/>
  <select name="size">
    <c:forEach items="S,M,L" var="size">
      <option value="${size}"<c:if test="${size == param.size}"> selected="selected"</c:if>>${size}</option>
    </c:forEach>
  </select>
  <input type="submit" value="<spring:message code="search"/>"/>
</form>
<jsp:include page="/old/news.jsp"><jsp:param name="count" value="3"/></jsp:include>
<%@ include file="/WEB-INF/parts/footer.html" %>
</body>
</html>
