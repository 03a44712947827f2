<%@ taglib prefix="shop" uri="http://example.com/shop" %>
<%@ taglib uri='/WEB-INF/tld/shop.tld' prefix='s' %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<c:if test="${s:size(cart.items) > 0}"><shop:price amount="${cart.total}" class="big"/></c:if>
<shop:if test="${cart.closed}">closed <s:price amount="1"/></shop:if>
