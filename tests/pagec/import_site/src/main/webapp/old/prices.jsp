<%@ page pageEncoding="ISO-8859-1" contentType="text/html; charset=ISO-8859-1" %>
<%@ taglib prefix="c" uri="/WEB-INF/c.tld" %>
<h1>Preise für Größe M</h1>
<c:forEach var="day" begin="1" end="3"><p>${day} Tag<c:if test="${day gt 1}">e</c:if>: ${day * 20} CHF</p></c:forEach>
