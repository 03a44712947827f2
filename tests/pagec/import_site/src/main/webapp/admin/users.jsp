<%@ taglib prefix="shiro" uri="http://shiro.apache.org/tags" %>
<shiro:guest><a href="/login.jsp">Log in</a></shiro:guest>
<shiro:user><a href="/logout.jsp">Log out</a></shiro:user>
<shiro:authenticated><a href="/card.jsp">SECRET-CARD</a></shiro:authenticated>
<shiro:hasRole name="boss">SECRET-BOSS</shiro:hasRole>
<shiro:lacksRole name="boss">SECRET-LACKS</shiro:lacksRole>
<shiro:hasPermission name="user:delete">SECRET-PERMISSION</shiro:hasPermission>
