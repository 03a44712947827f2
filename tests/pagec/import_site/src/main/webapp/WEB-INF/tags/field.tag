<%@ taglib prefix="form" uri="http://www.springframework.org/tags/form" %>
<%@ attribute name="path" required="true" %>
<%@ attribute name="label" required="true" %>
<p><form:label path="${path}">${label}</form:label> <form:input path="${path}" cssClass="text"/> <form:errors path="${path}" cssClass="error"/></p>
