<%@ tag body-content="empty" %>
<%@ attribute name="title" required="true" %>
<%@ attribute name="n" type="int" default="0" %>
<%@ attribute name="open" type="bool" %>
<%@ attribute name="fixed" rtexprvalue="false" %>
