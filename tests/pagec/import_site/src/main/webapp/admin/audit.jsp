<%@ page import="java.util.*, example.Audit" errorPage="/error.jsp" %>
<jsp:useBean id="filter" class="example.Filter" scope="session"/>
<jsp:useBean id="entry" class="example.Entry"/>
<%
  int count = 0;
  for (int i = 0; i < 3; i++) {
    count += i;
%>
<p><%= i %></p>
<%
  }
  if (!Audit.isAllowed(request)) { return; }
%>
<p><%= count %> ${filter.name} ${entry.text} SECRET-AUDIT</p>
