<%@ taglib prefix="c" uri="http://java.sun.com/jstl/core" %>
<%@ taglib prefix="c_rt" uri="http://java.sun.com/jstl/core_rt" %>
<%@ taglib prefix="fmt_rt" uri="http://java.sun.com/jstl/fmt_rt" %>
<c_rt:set var="count" value="${empty param.count ? 5 : param.count}"/>
<ul><c:forEach items="${news}" var="item" end="${count - 1}"><li><c:out value="${item.text}" default="-"/> <fmt_rt:formatDate value="${item.day}" dateStyle="short"/></li></c:forEach></ul>
<c:remove var="count"/>
