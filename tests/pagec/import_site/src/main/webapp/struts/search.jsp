<%@ page contentType="text/html; charset=UTF-8" %>
<%@ taglib prefix="s" uri="/struts-tags" %>
<h1><s:text name="search"/></h1>
<s:text name="greeting"><s:param value="'you'"/><s:param>${param.q}</s:param></s:text>
<s:if test="hasActionErrors()"><s:actionerror/></s:if>
<s:iterator value="results" var="dog"><p><s:property value="#dog.name"/></p></s:iterator>
