<%@ include file="../common.jspf" %>
<spring:htmlEscape defaultHtmlEscape="true"/>
<t:panel title="${title}" wide="${true}" links="${news}">
<c:choose>
  <%-- nothing to show --%>
  <c:when test="${empty dogs}"><p><spring:message code="dog.none"/></p></c:when>
  <c:otherwise>
    <table>
      <tr><th><spring:message code="dog.name"/></th><th><spring:message code="dog.breed"/></th><th><fmt:message key="dog.born"/></th></tr>
      <c:forEach items="${dogs}" var="dog" varStatus="row">
        <spring:url value="/dogs/{dogId}/edit.html" var="editUrl"><spring:param name="dogId" value="${dog.id}"/></spring:url>
        <tr class="<kennel:rowClass index="${row.index}">row</kennel:rowClass>" ${dog.id eq param.id ? 'id="current"' : ''}>
          <td><a href="${fn:escapeXml(editUrl)}"><c:out value="${dog.name}"/></a></td>
          <td <c:if test="${dog.breed == 'Beagle'}">class="beagle"</c:if>>${dog.breed}</td>
          <td><fmt:formatDate value="${dog.born}" pattern="yyyy-MM-dd"/></td>
        </tr>
      </c:forEach>
    </table>
  </c:otherwise>
</c:choose>
</t:panel>
<sec:authorize access="hasRole('STAFF')"><a href="<c:url value="/dogs/new.html"><c:param name="from" value="list"/></c:url>">+</a></sec:authorize>
<sec:authorize access="hasAuthority('STAFF')">SECRET-AUTHORITY</sec:authorize>
<sec:authorize access="hasRole('STAFF') and hasRole('BOSS')">SECRET-AND</sec:authorize>
