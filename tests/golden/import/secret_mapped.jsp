<%@ taglib prefix="shiro" uri="http://shiro.apache.org/tags" %>
<shiro:hasRole name="admin">SECRET <shiro:lacksRole name="guest">SECRET</shiro:lacksRole></shiro:hasRole>
<shiro:user>SECRET</shiro:user><shiro:guest>sign in</shiro:guest><shiro:principal/>
<shiro:authenticated>SECRET
