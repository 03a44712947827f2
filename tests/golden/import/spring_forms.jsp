<%@ page contentType="text/html; charset=UTF-8" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<%@ taglib prefix="fn" uri="http://java.sun.com/jsp/jstl/functions" %>
<%@ taglib prefix="form" uri="http://www.springframework.org/tags/form" %>
<%@ taglib prefix="spring" uri="http://www.springframework.org/tags" %>
<spring:url value="/resources/css/site.css" var="css"/><link href="${css}" rel="stylesheet">
<a href="<spring:url value="/find"><spring:param name="q" value="${owner.name}"/></spring:url>">find</a>
<form:form modelAttribute="owner" action="/owners/save" method="POST" cssClass="form-horizontal" id="add-owner-form">
  <form:errors path="*" cssClass="alert" element="div"/>
  <form:hidden path="id"/>
  <c:if test="${empty owner.id}"><form:label path="login" cssErrorClass="bad">Login "name"</form:label></c:if>
  <form:input path="address.street" cssClass="form-control" size="30" maxlength="80" onchange="check('${owner.id}')"/>
  <form:errors path="address.street" cssClass="help-inline"></form:errors>
  <form:password path="password" autocomplete="off"></form:password>
  <form:textarea path="note" rows="5" cols="30" disabled="false"/>
  <form:select path="type" cssClass="x"><form:option value="">-- choose --</form:option><form:option value="NONE" label="None"/><form:options items="${types}" itemValue="id" itemLabel="name"/></form:select>
  <form:checkbox path="agreed" label="I agree"/> <form:radiobutton path="sex" value="M"/>Male
  <form:checkboxes path="roles" items="${roles}" itemValue="id" itemLabel="name"/>
  <form:radiobuttons path="color" items="red, green" delimiter="<br>"></form:radiobuttons>
  <form:button class="btn">Save &amp; go</form:button>
</form:form>
<spring:url value="/owners/{ownerId}/pets/{petId}?x={y}&amp;{ownerId}" var="editUrl">
  <spring:param name="ownerId" value="${owner.id}"/><spring:param name='petId' value='${pet.id}'/>
  <spring:param name="y" value="1"/><spring:param name="z" value="${z}"/>
</spring:url><a href="${fn:escapeXml(editUrl)}">edit</a>
<spring:eval expression="1 + 1"/>
