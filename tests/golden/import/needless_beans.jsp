<jsp:useBean id="cart" class="com.example.Cart" scope="session"/><jsp:useBean id="user" type="com.example.User" scope="request"/>
<jsp:useBean id="now" class="java.util.Date"/><jsp:useBean id="list" class="com.example.List" scope="application"/>
${cart.items[0].name} ${user.address.city} ${now.time} <%= list.getSize() %>
