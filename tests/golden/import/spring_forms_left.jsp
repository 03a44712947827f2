<%@ taglib prefix="f" uri="http://www.springframework.org/tags/form" %>
<%@ taglib prefix="spring" uri="http://www.springframework.org/tags" %>
<f:form method="delete"><f:input path="a" cssErrorClass="bad"/>
<f:errors path="a">SECRET ${messages}</f:errors>
<f:checkboxes path="b" items="${list}"/><f:input name="c" path="c"/>
<spring:bind path="a"><b>SECRET ${status.value}</b></spring:bind></f:form>
<f:form modelAttribute="${name}">SECRET <f:input path="x"/></f:form>
<spring:url value="/owners/{id}"><spring:param name="id" value="1"/></spring:url>
