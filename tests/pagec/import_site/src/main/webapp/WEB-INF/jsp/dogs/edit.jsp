<jsp:directive.include file="/WEB-INF/jsp/common.jspf"/>
<h1><c:choose><c:when test="${dog['new']}">New</c:when><c:otherwise><c:out value="${dog['name']}"/></c:otherwise></c:choose></h1>
<form:form modelAttribute="dog" method="post" cssClass="form" id="dog-form">
  <t:field path="name" label="Name"/>
  <form:select path="breed"><form:option value="">&nbsp;&ndash;&nbsp;</form:option><form:options items="${breeds}"/></form:select>
  <form:checkbox path="vaccinated" label="Vaccinated"/>
  <form:radiobutton path="sex" value="f"/> f <form:radiobutton path="sex" value="m"/> m
  <form:textarea path="notes" rows="3" cols="40"/>
  <form:hidden path="id"/>
  <input type="submit" value="<fmt:message key="save"/>"/>
</form:form>
