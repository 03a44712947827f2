<%@ attribute name="x" %>
<%@ attribute name="x" %>
<%@ variable name-given="x" %>
<%@ variable name-given="y" %>
<%@ variable name-given="y" scope="AT_END" %>
