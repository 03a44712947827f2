shown</sec:authorize>
