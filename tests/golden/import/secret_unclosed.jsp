<%@ taglib prefix="sec" uri="http://www.springframework.org/security/tags" %>
<sec:authorize access='x'>a<sec:authorize access='y'>b</sec:authorize>SECRET
