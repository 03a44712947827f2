<%@ tag trim="lines" dynamic-attributes="more" %>
<%@ attribute name="title" required="true" %>
<%@ attribute name="level" type="int" default="2" %>
<%@ attribute name="footer" fragment="true" %>
<section class="card"<% for (const auto& [name, value] : more.as_map()) { %> <%= name %>="<%= value %>"<% } %>>
<h<%= level %>><%= title %></h<%= level %>>
<page:doBody/>
<% if (footer) { %>
<footer><page:invoke fragment="footer"/></footer>
<% } %>
</section>
