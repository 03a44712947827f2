<%@ include file="/WEB-INF/jsp/common.jspf" %>
<sec:authorize access="hasRole('BOSS')" var="isBoss"/>
<sec:authorize url="/bookings/delete">SECRET-URL</sec:authorize>
<div class="fee">
  <kennel:open day="${booking.day}"><b>SECRET-OPEN</b></kennel:open>
  <kennel:price amount="${booking.fee}"/>
  <fmt:formatNumber value="${booking.fee}" pattern="#,##0.00"/>
</div>
<c:if test="${isBoss}">SECRET-BOSS</c:if>
<c:if test="${empty pageContext.request.userPrincipal}"><a href="<c:url value="/login.html"/>">Log in</a></c:if>
<p>${empty booking.dog ? '' : kennel:age(booking.dog.born)}</p>
<fmt:message key="booking.fee"><fmt:param><fmt:formatNumber value="${booking.fee}" type="currency" currencyCode="EUR"/></fmt:param></fmt:message>
<script>var title = "<spring:message code="dog.breed" javaScriptEscape="true"/>", fee = ${booking.fee};</script>
