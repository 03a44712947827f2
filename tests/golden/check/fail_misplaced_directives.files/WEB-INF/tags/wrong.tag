<%@ page session="false" %>
<%@ argument name="a" %>
