<%@ tag trim="lines" import="folder.h" %>
<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>
<%@ attribute name="folder" type="const Folder&" required="true" %>
<li><%= folder.name %>
<% if (!folder.folders.empty()) { %>
<ul>
<% for (const Folder& each : folder.folders) { %>
<t:tree folder="<%= each %>"/>
<% } %>
</ul>
<% } %>
</li>
