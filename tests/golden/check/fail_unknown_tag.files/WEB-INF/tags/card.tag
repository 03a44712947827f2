<%@ attribute name="title" %>
