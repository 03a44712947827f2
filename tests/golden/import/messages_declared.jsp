<%@ taglib prefix="f" uri="jakarta.tags.fmt" %><%@ taglib prefix="t" uri="http://www.springframework.org/tags" %>
<t:message code="cart.title" var="title" scope="request"/><f:message key="cart.empty"/>
