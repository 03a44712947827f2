<%@ tag layout="main.tag" %>
