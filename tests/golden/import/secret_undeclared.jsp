<c:if test="${guard}">SECRET
