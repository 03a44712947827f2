<%@ attribute name="n" type="int" %><%@ attribute name="s" %>${n}${s}
