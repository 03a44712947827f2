<%@ page isErrorPage="true" contentType="text/html; charset=UTF-8" %>
<p>${pageContext.errorData.statusCode}</p>
