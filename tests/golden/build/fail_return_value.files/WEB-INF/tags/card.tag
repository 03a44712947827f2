<%@ attribute name="n" type="int" %><page:doBody/>
