<%@ page contentType="text/html; charset=UTF-8" %>
<%@ taglib prefix="spring" uri="http://www.springframework.org/tags" %>
<h1 title="<spring:message code='cart.title'/>"><spring:message code="cart.title"/></h1>
<spring:message code="cart.total" arguments="${cart.sum},${empty cart ? 'a,b' : cart.max}" htmlEscape="true"/>
<spring:message code="cart.empty"></spring:message><spring:message code="cart.none" text="No cart"/>
<script>var title = "<spring:message code="cart.title" javaScriptEscape="true"/>";</script>
<spring:message code="cart.total"><spring:argument value="${a}"/> <spring:argument>${b}</spring:argument></spring:message>
<spring:message code="cart.title">text</spring:message><spring:message code="${key}" text="T"/>
<s:text name="cart.title"/><bean:message key="cart.total" arg0="<%= 1 + 1 %>"/><spring:url value="/a"/>
