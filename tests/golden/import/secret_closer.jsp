<%@ taglib prefix="sec" uri="http://www.springframework.org/security/tags" %>
SECRET</sec:authorize>
