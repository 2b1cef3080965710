"""The addresses of signing in; those of slips are printed on paper."""

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.SignInView.as_view(), name="sign_in"),
    path("dang-xuat/", views.SignOutView.as_view(), name="sign_out"),
    path("vao/", views.EnterCodeView.as_view(), name="enter_code"),
    path("vao/khong-phai-toi/", views.NotMeView.as_view(), name="not_me"),
    path("vao/<str:code>/", views.SlipView.as_view(), name="slip"),
    path("dang-ky/", views.SignUpView.as_view(), name="sign_up"),
    path("dang-ky/xong/", views.SignedUpView.as_view(), name="signed_up"),
    path("tai-khoan/", views.AccountView.as_view(), name="account"),
    path("tai-khoan/du-lieu/", views.AccountDownloadView.as_view(), name="stored_data"),
]
