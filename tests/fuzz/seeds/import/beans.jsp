<jsp:useBean id="cart" class="com.example.Cart" scope="session">
  <jsp:setProperty name="cart" property="*"/> <%-- new --%>
</jsp:useBean>
<jsp:getProperty name="cart" property="total"/> <% cart.add(1); %>
<jsp:plugin type="applet" code="X"><jsp:fallback>none</jsp:fallback></jsp:plugin>
