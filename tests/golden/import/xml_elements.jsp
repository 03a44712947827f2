<jsp:directive.page import="java.util.List" session="false"/><jsp:directive.page language="java"></jsp:directive.page>
<jsp:scriptlet> int i = 1; </jsp:scriptlet><jsp:scriptlet><![CDATA[ if (i < 2) { ]]></jsp:scriptlet>
<p><jsp:expression>i + 1</jsp:expression> <jsp:expression>request.getMethod()</jsp:expression></p>
<jsp:scriptlet>}</jsp:scriptlet>
<jsp:declaration>private static final String NAME = "x";</jsp:declaration>
<jsp:scriptlet>Cart cart = new Cart();</jsp:scriptlet>
