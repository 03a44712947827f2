<%@ tag body-content="scriptless" pageEncoding="UTF-8" %>
<%@ attribute name="title" required="true" rtexprvalue="true" type="java.lang.String" %>
<%@ attribute name="wide" required="false" type="java.lang.Boolean" %>
<section class="panel${wide ? ' wide' : ''}"><h2>${title}</h2><jsp:doBody/></section>
