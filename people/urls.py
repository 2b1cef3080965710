"""Addresses of the managers' pages; the site mounts them at /quan-ly/."""

from django.urls import path

from . import views

app_name = "learn_people"

urlpatterns = [
    path("", views.manage, name="manage"),
    path("xuat/", views.export, name="export"),
    path("nguoi/<uuid:key>/", views.person, name="person"),
    path("nguoi/<uuid:key>/chuyen/", views.move, name="move"),
    path("nguoi/<uuid:key>/thoi/", views.leave, name="leave"),
    path("them/", views.add, name="add"),
    path("dan-danh-sach/", views.paste, name="paste"),
    path("phieu/", views.slips, name="slips"),
    path("cho-xac-nhan/", views.waiting, name="waiting"),
    path("xin-vao-don-vi/", views.join, name="join"),
]
