<%@ tag body-content="JSP" dynamic-attributes="b" %>
<%@ attribute name="b" fragment="true" type="int" %>
<%@ attribute name="1" %><%@ attribute type="int" %>
<%@ attribute name="c" required="true" default="d" %>
<%@ variable name-given="d" name-from-attribute="b" %>
<%@ variable name-from-attribute="b" %>
<%@ variable name-given="e" alias="f" %>
<%@ variable name-from-attribute="b" alias="g" scope="END" %>
<page:invoke fragment="c"/><page:invoke fragment="bb"/><page:doBody var="h" varReader="i"/><page:doBody scope="page"/>
