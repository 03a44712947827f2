<%@ page language="java" %>
<%@ page language="java" import="java.util.*, java.text.SimpleDateFormat, com.example.Cart" %>
<%@ page extends="com.example.Base" isThreadSafe="true" errorPage="/error.jsp" contentType="text/html;charset=iso-8859-1" %>
<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
<%@ taglib prefix="my" uri="/WEB-INF/my.tld" %>
<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>
<c:if test="${empty cart}"><a href="<c:url value="/shop.jsp"/>">shop</a></c:if>
<my:box title="a"><b>kept</b></my:box>
<%@ taglib prefix="unused" uri="/WEB-INF/unused.tld" %><%@ page import="java.util.Map, com.example.X" errorPage="" %>
<%= Cart.NAME %>
