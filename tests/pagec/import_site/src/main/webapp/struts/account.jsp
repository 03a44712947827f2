<%@ taglib prefix="bean" uri="http://struts.apache.org/tags-bean" %>
<%@ taglib prefix="html" uri="http://struts.apache.org/tags-html" %>
<%@ taglib prefix="logic" uri="http://struts.apache.org/tags-logic" %>
<h1><bean:message key="title"/></h1>
<p><bean:message key="greeting" arg0="${user.name}" arg1="2"/></p>
<logic:present name="user"><html:link page="/logout.do"><bean:message key="logout"/></html:link></logic:present>
