<%@ attribute name="b" %><% { %>
