<%@ tag body-content="scriptless" pageEncoding="UTF-8" %>
<%@ attribute name="title" required="true" rtexprvalue="true" type="java.lang.String" %>
<%@ attribute name="wide" required="false" type="java.lang.Boolean" %>
<%@ attribute name="links" type="java.util.List" %>
<section class="panel${wide ? ' wide' : ''}"><h2>${title}</h2><jsp:doBody/>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %><c:forEach items="${links}" var="link"><a href="${link.url}">${link.name}</a></c:forEach></section>
