<%@ attribute name="title" required="true" %>
<title><%= title %></title><page:doBody/>
