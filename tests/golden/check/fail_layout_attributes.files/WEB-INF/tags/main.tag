<%@ attribute name="title" required="true" %>
